/* A seller's server in C, without a library: rows of CSV are multiplied by the weights of its model. */
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

static double weights[64];
static int weight_count;

static void load(const char *folder) {
    char path[4096];
    snprintf(path, sizeof path, "%s/weights.txt", folder ? folder : ".");
    FILE *file = fopen(path, "r");
    if (!file) {
        fprintf(stderr, "there is no %s\n", path);
        exit(1);
    }
    while (weight_count < 64 && fscanf(file, "%lf", &weights[weight_count]) == 1) weight_count++;
    fclose(file);
}

static void reply(int peer, int status, const char *type, const char *body) {
    char head[256];
    int length = snprintf(head, sizeof head,
                          "HTTP/1.1 %d Answer\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n", status, type,
                          strlen(body));
    if (write(peer, head, length) < 0 || write(peer, body, strlen(body)) < 0) return;
}

/* The score of each row, or NULL where one is no row of the model. */
static char *scores_of(char *body) {
    char *answer = calloc(1, strlen(body) * 32 + 1), *end = answer, *rest;
    for (char *row = strtok_r(body, "\r\n", &rest); row; row = strtok_r(NULL, "\r\n", &rest)) {
        double sum = 0;
        char *at = row;
        for (int cell = 0; cell < weight_count; cell++) {
            char *after;
            sum += weights[cell] * strtod(at, &after);
            int is_last = cell == weight_count - 1;
            if (after == at || *after != (is_last ? 0 : ',')) return free(answer), NULL;
            at = after + 1;
        }
        end += sprintf(end, "%g\n", sum);
    }
    if (end == answer) return free(answer), NULL;
    return answer;
}

static void *serve(void *given) {
    int peer = (int)(long)given;
    size_t room = 1 << 16, held = 0;
    char *bytes = malloc(room + 1);
    for (;;) {
        char *body = NULL;
        size_t length = 0;
        while (!body || held < (body - bytes) + length) {
            if (held == room) bytes = realloc(bytes, (room *= 2) + 1);
            ssize_t came = read(peer, bytes + held, room - held);
            if (came <= 0) goto gone;
            held += came;
            bytes[held] = 0;
            char *head_end = strstr(bytes, "\r\n\r\n");
            if (!head_end) continue;
            body = head_end + 4;
            char *field = strcasestr(bytes, "\r\ncontent-length:");
            length = field && field < head_end ? strtoul(field + 17, NULL, 10) : 0;
        }
        int is_health = strncmp(bytes, "GET /health ", 12) == 0, is_call = strncmp(bytes, "POST /predict ", 14) == 0;
        char *call = strndup(body, length);
        char *scores = is_call ? scores_of(call) : NULL;
        if (is_health) reply(peer, 200, "text/plain", "up\n");
        else if (!is_call) reply(peer, 404, "text/plain", "there is nothing here\n");
        else if (scores) reply(peer, 200, "text/csv", scores);
        else reply(peer, 400, "text/plain", "a row has one number for each weight\n");
        free(call);
        free(scores);
        held -= (body - bytes) + length;
        memmove(bytes, body + length, held + 1);
    }
gone:
    free(bytes);
    close(peer);
    return NULL;
}

int main(int count, char **words) {
    signal(SIGPIPE, SIG_IGN);
    load(getenv("SM_MODEL_DIR"));
    int port = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    setsockopt(port, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons(count > 1 ? atoi(words[1]) : 8000),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(port, (struct sockaddr *)&address, sizeof address) || listen(port, 512)) return perror("port"), 1;
    printf("listening\n");
    fflush(stdout);
    for (;;) {
        int peer = accept(port, NULL, NULL);
        pthread_t thread;
        if (peer >= 0 && pthread_create(&thread, NULL, serve, (void *)(long)peer) == 0) pthread_detach(thread);
    }
}
