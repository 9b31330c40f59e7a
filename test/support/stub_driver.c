/* Stands for NVIDIA's libcuda.so.1 and libnvidia-ml.so.1: it says of the GPUs what the environment says. */
#include <stdlib.h>
#include <unistd.h>

static int number(const char *name, int otherwise) {
  const char *text = getenv(name);
  int value = 0;
  if (!text) return otherwise;
  while (*text >= '0' && *text <= '9') value = value * 10 + (*text++ - '0');
  return value;
}

__attribute__((constructor)) static void tell(void) {
  if (write(2, "the stub driver is loaded\n", 26) < 0) return;
}

int cuInit(unsigned flags) { return flags ? 1 : number("STUB_CODE", 0); }

int cuDriverGetVersion(int *version) {
  *version = number("STUB_CUDA", 12020);
  return 0;
}

int cuDeviceGetCount(int *count) {
  *count = number("STUB_GPUS", 1);
  return 0;
}

int cuDeviceGet(int *device, int ordinal) {
  *device = ordinal;
  return 0;
}

int cuDeviceGetName(char *name, int size, int device) {
  const char *text = "Stub GPU";
  while (size-- > 1 && *text) *name++ = *text++;
  *name = 0;
  return device < 0;
}

int cuDeviceTotalMem_v2(size_t *size, int device) {
  *size = (size_t)24 << 30;
  return device < 0;
}

int cuGetErrorName(int code, const char **name) {
  *name = code == 100 ? "CUDA_ERROR_NO_DEVICE" : "CUDA_ERROR";
  return 0;
}
