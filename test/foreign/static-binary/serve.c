/* Answers one call after the other with the number of bytes that it got times its model, and ends at the stop signal, behind the
   call that is under way. */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static int here;
static volatile sig_atomic_t is_stopping;

static void stop(int signal) {
  is_stopping = signal;
  shutdown(here, SHUT_RDWR);
}

/* Reads up to the empty line, one byte at a time. */
static int read_head(int caller, char *head, int size) {
  int length = 0;
  while (length < size - 1 && read(caller, head + length, 1) == 1) {
    head[++length] = 0;
    if (length >= 4 && strcmp(head + length - 4, "\r\n\r\n") == 0) return 1;
  }
  return 0;
}

static long skip_body(int caller, long length) {
  static char part[65536];
  long left = length;
  while (left > 0) {
    ssize_t got = read(caller, part, left < (long)sizeof part ? (size_t)left : sizeof part);
    if (got <= 0) return -1;
    left -= got;
  }
  return length;
}

static void say(int caller, const char *status, const char *body) {
  dprintf(caller,
          "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s",
          status, strlen(body), body);
}

static void answer(int caller, long factor) {
  static char head[65536];
  char body[64];
  if (!read_head(caller, head, sizeof head)) return;
  char *named = strcasestr(head, "\r\ncontent-length:");
  long length = skip_body(caller, named ? atol(named + 17) : 0);
  if (length < 0) return;
  snprintf(body, sizeof body, "{\"score\": %ld}\n", length * factor);
  if (strncmp(head, "GET /ping ", 10) == 0) say(caller, "200 OK", "");
  else if (strncmp(head, "POST /invocations ", 18) == 0) say(caller, "200 OK", body);
  else say(caller, "404 Not Found", "");
}

int main(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(8080), .sin_addr.s_addr = INADDR_ANY};
  here = socket(AF_INET, SOCK_STREAM, 0);
  FILE *model = fopen("/opt/ml/model/factor", "r");
  long factor;
  if (model == NULL || fscanf(model, "%ld", &factor) != 1) return 1;
  fclose(model);
  signal(SIGTERM, stop);
  signal(SIGPIPE, SIG_IGN);
  if (bind(here, (struct sockaddr *)&address, sizeof address) != 0 || listen(here, 128) != 0) return 1;
  for (;;) {
    int caller = accept(here, NULL, NULL);
    if (caller < 0 && is_stopping) return 0;
    if (caller < 0) continue;
    answer(caller, factor);
    shutdown(caller, SHUT_WR);
    close(caller);
  }
}
