// From a rendered crop to the encoder's input in one go: clamp, paste-back under the feathered mask, and RGB to YUV 4:2:0 (BT.709, studio
// range). The arithmetic of PasteBack and RgbToYuv, operation by operation and rounded as there, so that the bytes are the same.
// Option: ENGINE (type of what the decoder writes: float or half_t).
#include "vignette/half.cuh"

#define CROP 512

struct Crop {
  const ENGINE* planes;
  int side;  // CROP, or half of it: then four pixels are averaged
};

__device__ __forceinline__ float clamped(const ENGINE* at) { return fminf(fmaxf(load(at), 0.0f), 1.0f); }

__device__ __forceinline__ float tap(const Crop& crop, int channel, int x, int y) {
  if (x < 0 || y < 0 || x >= crop.side || y >= crop.side) return 0.0f;
  const ENGINE* plane = crop.planes + channel * CROP * CROP;
  if (crop.side == CROP) return __fmul_rn(clamped(plane + y * CROP + x), 255.0f);
  const ENGINE* at = plane + 2 * y * CROP + 2 * x;
  float sum = __fadd_rn(__fadd_rn(__fadd_rn(clamped(at), clamped(at + 1)), clamped(at + CROP)), clamped(at + CROP + 1));
  return __fmul_rn(sum, 255 / 4.0f);
}

__device__ __forceinline__ long long step(double factor, int at) {
  return (long long)rint(__dmul_rn(__dmul_rn(factor, (double)at), 1024.0));
}

__device__ __forceinline__ int saturated(long long steps) {
  const long long most = 1LL << 28;
  return (int)(steps < -most ? -most : steps > most ? most : steps);
}

// A block of 2 x 2 pixels for each thread, blocks along x and y. background: rows of red, green, blue. mask: weights within left, top,
// right, bottom. m..: from the film to the crop. frame: the luma plane; u and v begin at chroma_u and chroma_v and have a number every
// chroma_step bytes (1 with planes of their own, 2 interleaved).
extern "C" __global__ void finish(
    const ENGINE* image, const unsigned char* background, const float* mask, int left, int top, int right, int bottom,
    double m00, double m01, double m02, double m10, double m11, double m12, int side, unsigned char* frame, int width,
    int height, int chroma_u, int chroma_v, int chroma_step) {
  int block_x = blockIdx.x * blockDim.x + threadIdx.x;
  int block_y = blockIdx.y * blockDim.y + threadIdx.y;
  if (block_x >= width / 2 || block_y >= height / 2) return;
  Crop crop = {image, side};
  int sum[3] = {0, 0, 0};
#pragma unroll
  for (int i = 0; i < 4; i++) {
    int x = 2 * block_x + (i & 1), y = 2 * block_y + (i >> 1);
    const unsigned char* under = background + 3 * (y * width + x);
    int rgb[3] = {under[0], under[1], under[2]};
    bool inside = x >= left && x < right && y >= top && y < bottom;
    float weight = inside ? mask[(y - top) * (right - left) + x - left] : 0.0f;
    if (weight != 0.0f) {
      long long x0 = (long long)rint(__dmul_rn(__dadd_rn(__dmul_rn(m01, (double)y), m02), 1024.0)) + 16;
      long long y0 = (long long)rint(__dmul_rn(__dadd_rn(__dmul_rn(m11, (double)y), m12), 1024.0)) + 16;
      int steps_x = saturated((x0 + step(m00, x)) >> 5);
      int steps_y = saturated((y0 + step(m10, x)) >> 5);
      int cx = steps_x >> 5, cy = steps_y >> 5;
      float to_right = (steps_x & 31) / 32.0f, down = (steps_y & 31) / 32.0f;
      float to_left = 1.0f - to_right, up = 1.0f - down;
#pragma unroll
      for (int c = 0; c < 3; c++) {
        float rendered = __fmul_rn(tap(crop, c, cx, cy), __fmul_rn(to_left, up));
        rendered = __fadd_rn(rendered, __fmul_rn(tap(crop, c, cx + 1, cy), __fmul_rn(to_right, up)));
        rendered = __fadd_rn(rendered, __fmul_rn(tap(crop, c, cx, cy + 1), __fmul_rn(to_left, down)));
        rendered = __fadd_rn(rendered, __fmul_rn(tap(crop, c, cx + 1, cy + 1), __fmul_rn(to_right, down)));
        float value = __fadd_rn(__fmul_rn(weight, rendered), __fmul_rn(1.0f - weight, (float)rgb[c]));
        rgb[c] = (int)fminf(fmaxf(value, 0.0f), 255.0f);
      }
    }
    frame[y * width + x] =
        (unsigned char)((11966 * rgb[0] + 40254 * rgb[1] + 4064 * rgb[2] + (16 << 16) + (1 << 15)) >> 16);
    sum[0] += rgb[0];
    sum[1] += rgb[1];
    sum[2] += rgb[2];
  }
  int chroma = (block_y * (width / 2) + block_x) * chroma_step;
  frame[chroma_u + chroma] =
      (unsigned char)((-6596 * sum[0] - 22189 * sum[1] + 28785 * sum[2] + (128 << 18) + (1 << 17)) >> 18);
  frame[chroma_v + chroma] =
      (unsigned char)((28785 * sum[0] - 26145 * sum[1] - 2640 * sum[2] + (128 << 18) + (1 << 17)) >> 18);
}
