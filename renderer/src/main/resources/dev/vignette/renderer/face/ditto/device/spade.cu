// What lies between the decoder's convolutions: normalisation of each channel, modulated place by place (SPADE, Park et al. 2019), the
// enlarging of maps, and the last step to an image. Maps are halves, channels last: [frames][pixels][channels], channels a multiple of 8,
// sides powers of two. Sums are in single precision. Plain Java of the same arithmetic: Spade.
#include "vignette/half.cuh"

#define EIGHT 8  // channels of a thread: 16 bytes
#define THREADS 256

__device__ __forceinline__ void unpack(uint4 bits, float* values) {
  unsigned int words[4] = {bits.x, bits.y, bits.z, bits.w};
#pragma unroll
  for (int i = 0; i < 4; i++) {
    float2 pair = half2_to_floats(words[i]);
    values[2 * i] = pair.x;
    values[2 * i + 1] = pair.y;
  }
}

__device__ __forceinline__ uint4 pack(const float* values) {
  return make_uint4(
      floats_to_half2(values[0], values[1]), floats_to_half2(values[2], values[3]), floats_to_half2(values[4], values[5]),
      floats_to_half2(values[6], values[7]));
}

// [frames][channels][pixels] of floats to [frames][pixels][channels] of halves. Blocks of 32 pixels along x, of 64 channels along y,
// frames along z.
extern "C" __global__ void maps_channels_last(const float* from, half_t* to, int pixels, int channels) {
  __shared__ float tile[64][33];
  int first_pixel = blockIdx.x * 32, first_channel = blockIdx.y * 64;
  int pixel = threadIdx.x & 31;
  for (int i = threadIdx.x >> 5; i < 64; i += THREADS / 32) {
    if (first_channel + i < channels)
      tile[i][pixel] = from[((size_t)blockIdx.z * channels + first_channel + i) * pixels + first_pixel + pixel];
  }
  __syncthreads();
  int group = (threadIdx.x & 7) * EIGHT, at = threadIdx.x >> 3;
  if (first_channel + group >= channels) return;
  float values[EIGHT];
#pragma unroll
  for (int i = 0; i < EIGHT; i++) values[i] = tile[group + i][at];
  *(uint4*)(to + ((size_t)blockIdx.z * pixels + first_pixel + at) * channels + first_channel + group) = pack(values);
}

// For each block of pixels and each channel the sum of the differences to the frame's first pixel and of their squares, which loses
// nothing where the mean is large: partial[frames][blocks][2][channels]. Blocks of `each` pixels along x, frames along y.
extern "C" __global__ void sums(const uint4* maps, float* partial, int pixels, int channels, int each) {
  __shared__ float shared[THREADS * 2 * EIGHT];
  int lanes = channels / EIGHT, rows = THREADS / lanes;
  int lane = threadIdx.x % lanes, row = threadIdx.x / lanes;
  const uint4* frame = maps + (size_t)blockIdx.y * pixels * lanes + lane;
  float pivot[EIGHT], sum[EIGHT], square[EIGHT];
  unpack(frame[0], pivot);
#pragma unroll
  for (int i = 0; i < EIGHT; i++) sum[i] = square[i] = 0.0f;
  int end = min(pixels, (int)(blockIdx.x + 1) * each);
  if (row < rows) {
#pragma unroll 4
    for (int p = blockIdx.x * each + row; p < end; p += rows) {
      float values[EIGHT];
      unpack(frame[(size_t)p * lanes], values);
#pragma unroll
      for (int i = 0; i < EIGHT; i++) {
        float difference = values[i] - pivot[i];
        sum[i] += difference;
        square[i] += difference * difference;
      }
    }
#pragma unroll
    for (int i = 0; i < EIGHT; i++) {
      shared[(row * 2) * channels + lane * EIGHT + i] = sum[i];
      shared[(row * 2 + 1) * channels + lane * EIGHT + i] = square[i];
    }
  }
  __syncthreads();
  float* out = partial + ((size_t)blockIdx.y * gridDim.x + blockIdx.x) * 2 * channels;
  for (int i = threadIdx.x; i < 2 * channels; i += THREADS) {
    float total = 0.0f;
    for (int r = 0; r < rows; r++) total += shared[r * 2 * channels + i];
    out[i] = total;
  }
}

// From those to mean and one over the deviation: moments[frames][2][channels]. 32 channels along x by 8 along y, frames along y.
extern "C" __global__ void moments(
    const half_t* maps, const float* partial, float* out, int pixels, int channels, int blocks, float epsilon) {
  __shared__ float shared[2][8][32];
  int channel = blockIdx.x * 32 + threadIdx.x;
  float sum = 0.0f, square = 0.0f;
  if (channel < channels) {
    for (int b = threadIdx.y; b < blocks; b += 8) {
      const float* from = partial + ((size_t)blockIdx.y * blocks + b) * 2 * channels + channel;
      sum += from[0];
      square += from[channels];
    }
  }
  shared[0][threadIdx.y][threadIdx.x] = sum;
  shared[1][threadIdx.y][threadIdx.x] = square;
  __syncthreads();
  if (threadIdx.y != 0 || channel >= channels) return;
  for (int i = 1; i < 8; i++) {
    sum += shared[0][i][threadIdx.x];
    square += shared[1][i][threadIdx.x];
  }
  float mean = sum / pixels;
  float variance = fmaxf(square / pixels - mean * mean, 0.0f);
  float* to = out + (size_t)blockIdx.y * 2 * channels + channel;
  to[0] = half_to_float(maps[(size_t)blockIdx.y * pixels * channels + channel]) + mean;
  to[channels] = 1.0f / sqrtf(variance + epsilon);
}

// Where in a map of a side of 2^log_side the modulation of a place lies whose 2^log_copies by 2^log_copies copies are next to each other.
__device__ __forceinline__ int gathered(int p, int log_side, int log_copies) {
  int y = p >> log_side, x = p & ((1 << log_side) - 1), mask = (1 << log_copies) - 1;
  int small = ((y >> log_copies) << (log_side - log_copies)) + (x >> log_copies);
  return (((small << log_copies) + (y & mask)) << log_copies) + (x & mask);
}

// y = leaky((x - mean) / deviation * (1 + gamma) + beta). x may be 2^shift times smaller than the rest, whose side is 2^log_side: each of
// its pixels is then repeated. maps: [frames][pixels, copies together][gamma of all channels, beta of all channels]. Blocks of `each` pixels along x,
// frames along y.
extern "C" __global__ void modulate(
    const uint4* x, const float* moments, const uint4* maps, uint4* y, int channels, int log_side, int shift, int log_copies,
    float slope, int each) {
  int lanes = channels / EIGHT, rows = THREADS / lanes;
  int lane = threadIdx.x % lanes, row = threadIdx.x / lanes;
  if (row >= rows) return;
  int pixels = 1 << (2 * log_side);
  float mean[EIGHT], scale[EIGHT];
  const float* of = moments + (size_t)blockIdx.y * 2 * channels + lane * EIGHT;
#pragma unroll
  for (int i = 0; i < EIGHT; i++) {
    mean[i] = of[i];
    scale[i] = of[channels + i];
  }
  const uint4* small = x + (size_t)blockIdx.y * (pixels >> (2 * shift)) * lanes + lane;
  const uint4* map = maps + (size_t)blockIdx.y * pixels * 2 * lanes + lane;
  uint4* out = y + (size_t)blockIdx.y * pixels * lanes + lane;
  int end = min(pixels, (int)(blockIdx.x + 1) * each);
#pragma unroll 2
  for (int p = blockIdx.x * each + row; p < end; p += rows) {
    int from = ((p >> log_side) >> shift << (log_side - shift)) + ((p & ((1 << log_side) - 1)) >> shift);
    float value[EIGHT], gamma[EIGHT], beta[EIGHT];
    unpack(small[(size_t)from * lanes], value);
    const uint4* by = map + (size_t)gathered(p, log_side, log_copies) * 2 * lanes;
    unpack(by[0], gamma);
    unpack(by[lanes], beta);
#pragma unroll
    for (int i = 0; i < EIGHT; i++) {
      float modulated = (value[i] - mean[i]) * scale[i] * (1.0f + gamma[i]) + beta[i];
      value[i] = modulated > 0.0f ? modulated : modulated * slope;
    }
    out[(size_t)p * lanes] = pack(value);
  }
}

struct Parts {
  const uint4 *corners, *rows, *columns, *middle;
};

// What is for the first (0), the last (1) or those between (2) of a pixel's copies along both axes. each: of 16 bytes, in all maps.
__device__ __forceinline__ const uint4* part(
    const Parts& parts, int side, int each, int frame, int y, int x, int kind_y, int kind_x) {
  bool edge_y = kind_y != 2, edge_x = kind_x != 2;
  if (edge_y && edge_x) {
    int at = (frame * (side + 1) + y + kind_y) * (side + 1) + x + kind_x;
    return parts.corners + ((size_t)at * 4 + kind_y * 2 + kind_x) * each;
  }
  if (edge_y) return parts.rows + ((size_t)((frame * (side + 1) + y + kind_y) * side + x) * 2 + kind_y) * each;
  if (edge_x) return parts.columns + ((size_t)((frame * side + y) * (side + 1) + x + kind_x) * 2 + kind_x) * each;
  return parts.middle + (size_t)((frame * side + y) * side + x) * each;
}

// What a convolution of 3 x 3 makes of a map that was enlarged `factor` times by repeating pixels, from what its taps, summed where they
// fall on one pixel, make of the small map: at a pixel's edge they reach its neighbour, elsewhere not. Of each axis the first and the last
// of the factor pixels lie at an edge. corners: [frames][side + 1][side + 1][first/last row][first/last column][maps][channels];
// rows: [frames][side + 1][side][first/last][maps][channels]; columns: [frames][side][side + 1][first/last][maps][channels]; middle:
// [frames][side][side][maps][channels]; out: [frames][side * factor][side * factor][channels] of one of the maps. Frames along y.
extern "C" __global__ void spread(
    const uint4* corners, const uint4* rows, const uint4* columns, const uint4* middle, uint4* out, int side, int factor,
    int map, int maps, int lanes) {
  int wide = side * factor;
  int i = blockIdx.x * THREADS + threadIdx.x;
  if (i >= wide * wide * lanes) return;
  int lane = i % lanes, column = i / lanes % wide, row = i / lanes / wide;
  int frame = blockIdx.y;
  int y = row / factor, x = column / factor;
  int phase_y = row % factor, phase_x = column % factor;
  bool edge_y = phase_y == 0 || phase_y == factor - 1, edge_x = phase_x == 0 || phase_x == factor - 1;
  Parts parts = {corners, rows, columns, middle};
  const uint4* from = part(parts, side, maps * lanes, frame, y, x, edge_y ? phase_y != 0 : 2, edge_x ? phase_x != 0 : 2);
  out[(size_t)frame * wide * wide * lanes + i] = from[map * lanes + lane];
}

// The same with copies that are alike written once: three for each axis of a pixel, the first, those between, and the last; and zeros after
// the last row and column. out: [frames][3 * side + 1][3 * side + 1][channels]. Frames along y.
extern "C" __global__ void grid(
    const uint4* corners, const uint4* rows, const uint4* columns, const uint4* middle, uint4* out, int side, int map,
    int maps, int lanes) {
  int wide = 3 * side + 1;
  int i = blockIdx.x * THREADS + threadIdx.x;
  if (i >= wide * wide * lanes) return;
  int lane = i % lanes, column = i / lanes % wide, row = i / lanes / wide;
  uint4 value = make_uint4(0, 0, 0, 0);
  if (row < 3 * side && column < 3 * side) {
    const int kinds[3] = {0, 2, 1};
    Parts parts = {corners, rows, columns, middle};
    value = part(parts, side, maps * lanes, blockIdx.y, row / 3, column / 3, kinds[row % 3], kinds[column % 3])[map * lanes + lane];
  }
  out[(size_t)blockIdx.y * wide * wide * lanes + i] = value;
}

// [frames][side * side][16], of which 12 count: three colours by two rows by two columns, to [frames][3][2 * side][2 * side] of floats
// between 0 and 1. A pixel of the small map for each thread, frames along y.
extern "C" __global__ void picture(const uint4* maps, float* image, int side) {
  int i = blockIdx.x * THREADS + threadIdx.x;
  if (i >= side * side) return;
  float values[2 * EIGHT];
  const uint4* from = maps + ((size_t)blockIdx.y * side * side + i) * 2;
  unpack(from[0], values);
  unpack(from[1], values + EIGHT);
  int x = i % side, y = i / side, wide = 2 * side;
  float* out = image + (size_t)blockIdx.y * 3 * wide * wide + (size_t)2 * y * wide + 2 * x;
#pragma unroll
  for (int c = 0; c < 3; c++) {
#pragma unroll
    for (int down = 0; down < 2; down++) {
      const float* pair = values + c * 4 + down * 2;
      *(float2*)(out + ((size_t)c * wide + down) * wide) =
          make_float2(1.0f / (1.0f + expf(-pair[0])), 1.0f / (1.0f + expf(-pair[1])));
    }
  }
}
