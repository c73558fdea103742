// The warp network's two samplings of volumes (GridSample with linear, zeros, corners not aligned, on 5 dimensions) and what lies
// next to them. Options: COMPRESSED (channels of the compressed volume), TAPS (layers of the mask's kernel still to be added up),
// ENGINE (type of what the last network reads: float or half_t). Plain Java of the same arithmetic: DenseMotion.
#include "vignette/half.cuh"

#define DEPTH 16
#define SIDE 64
#define PLANE (SIDE * SIDE)
#define VOXELS (DEPTH * PLANE)
#define POINTS 21
#define FLOWS 22
#define CHANNELS 32
#define THREADS 128
#define SPARSE (FLOWS * (1 + COMPRESSED))
// What lies channels last is halves, rows filled up to a multiple of 8.
#define SPARSE_ROW ((SPARSE + 7) / 8 * 8)
#define MASK_ROW ((TAPS * FLOWS + 7) / 8 * 8)
// Of a row in shared memory: two more, so that a column's numbers lie in different banks.
#define PITCH (SPARSE_ROW + 2)

// Where a cell lies, -1 to 1 from the first to the last.
__device__ __forceinline__ float place(int index, int size) { return 2.0f * index / (size - 1) - 1.0f; }

// Where a place lies among cells whose faces, not middles, are at -1 and 1.
__device__ __forceinline__ float cell(float at, int size) { return ((at + 1.0f) * size - 1.0f) * 0.5f; }

struct Taps {
  int offset[8];  // in voxels; 0 where outside
  float weight[8];  // 0 where outside
};

__device__ __forceinline__ void taps(float x, float y, float z, Taps& out) {
  float cx = cell(x, SIDE), cy = cell(y, SIDE), cz = cell(z, DEPTH);
  // Far outside is outside; keeps the conversion to integers defined.
  cx = fminf(fmaxf(cx, -2.0f), SIDE + 1.0f);
  cy = fminf(fmaxf(cy, -2.0f), SIDE + 1.0f);
  cz = fminf(fmaxf(cz, -2.0f), DEPTH + 1.0f);
  float fx = floorf(cx), fy = floorf(cy), fz = floorf(cz);
  float rx = cx - fx, ry = cy - fy, rz = cz - fz;
  int ix = (int)fx, iy = (int)fy, iz = (int)fz;
#pragma unroll
  for (int i = 0; i < 8; i++) {
    int dx = i & 1, dy = i >> 1 & 1, dz = i >> 2;
    int tx = ix + dx, ty = iy + dy, tz = iz + dz;
    bool inside = tx >= 0 && tx < SIDE && ty >= 0 && ty < SIDE && tz >= 0 && tz < DEPTH;
    float w = (dx ? rx : 1.0f - rx) * (dy ? ry : 1.0f - ry) * (dz ? rz : 1.0f - rz);
    out.offset[i] = inside ? (tz * SIDE + ty) * SIDE + tx : 0;
    out.weight[i] = inside ? w : 0.0f;
  }
}

// Turns channels first into channels last: [channels][VOXELS] to [VOXELS][channels], once for each picture.
extern "C" __global__ void channels_last(const float* from, float* to, int channels) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= VOXELS * channels) return;
  int channel = i % channels, voxel = i / channels;
  to[i] = from[channel * VOXELS + voxel];
}

extern "C" __global__ void channels_last_half(const float* from, half_t* to, int channels) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= VOXELS * channels) return;
  int channel = i % channels, voxel = i / channels;
  to[i] = float_to_half(from[channel * VOXELS + voxel]);
}

// A voxel of a frame for each thread; frames along y. volumes: for each frame, the address of its compressed volume, channels last.
// from, to: for each frame 63 numbers, the source's key points and where they go. sparse: [frames][VOXELS][SPARSE_ROW].
extern "C" __global__ void sparse_motion(
    const unsigned long long* volumes, const float* from_points, const float* to_points, unsigned int* sparse) {
  __shared__ __align__(4) half_t rows[THREADS * PITCH];
  __shared__ float shared_points[2 * POINTS * 3];
  int frame = blockIdx.y;
  if (threadIdx.x < POINTS * 3) {
    shared_points[threadIdx.x] = from_points[frame * POINTS * 3 + threadIdx.x];
    shared_points[POINTS * 3 + threadIdx.x] = to_points[frame * POINTS * 3 + threadIdx.x];
  }
  __syncthreads();
  int voxel = blockIdx.x * blockDim.x + threadIdx.x;
  int column = voxel % SIDE, line = voxel / SIDE % SIDE, layer = voxel / PLANE;
  float px = place(column, SIDE), py = place(line, SIDE), pz = place(layer, DEPTH);
  const float* volume = (const float*)volumes[frame];
  half_t* row = rows + threadIdx.x * PITCH;
#pragma unroll
  for (int i = SPARSE; i < SPARSE_ROW; i++) store(row + i, 0.0f);
  for (int flow = 0; flow < FLOWS; flow++) {
    float x = px, y = py, z = pz, heat = 0.0f;
    if (flow > 0) {
      const float* from = shared_points + (flow - 1) * 3;
      const float* to = from + POINTS * 3;
      float dx = px - to[0], dy = py - to[1], dz = pz - to[2];
      float sx = px - from[0], sy = py - from[1], sz = pz - from[2];
      heat = expf((dx * dx + dy * dy + dz * dz) * -50.0f) - expf((sx * sx + sy * sy + sz * sz) * -50.0f);
      x += from[0] - to[0];
      y += from[1] - to[1];
      z += from[2] - to[2];
    }
    store(row++, heat);
    Taps at;
    taps(x, y, z, at);
    float sum[COMPRESSED];
#pragma unroll
    for (int c = 0; c < COMPRESSED; c++) sum[c] = 0.0f;
#pragma unroll
    for (int i = 0; i < 8; i++) {
#if COMPRESSED == 4
      float4 v = ((const float4*)volume)[at.offset[i]];
      sum[0] += v.x * at.weight[i];
      sum[1] += v.y * at.weight[i];
      sum[2] += v.z * at.weight[i];
      sum[3] += v.w * at.weight[i];
#else
#pragma unroll
      for (int c = 0; c < COMPRESSED; c++) sum[c] += volume[at.offset[i] * COMPRESSED + c] * at.weight[i];
#endif
    }
#pragma unroll
    for (int c = 0; c < COMPRESSED; c++) store(row++, sum[c]);
  }
  __syncthreads();
  // Two channels at a time, all of the block's voxels one after another.
  unsigned int* out = sparse + ((size_t)frame * VOXELS + (size_t)blockIdx.x * THREADS) * (SPARSE_ROW / 2);
  const unsigned int* pairs = (const unsigned int*)rows;
  for (int i = threadIdx.x; i < THREADS * (SPARSE_ROW / 2); i += THREADS)
    out[i] = pairs[i / (SPARSE_ROW / 2) * (PITCH / 2) + i % (SPARSE_ROW / 2)];
}

// A voxel of a frame for each thread; frames along y. mask: [frames * DEPTH][PLANE][MASK_ROW], logits to be added up over the
// neighbouring layers. features: for each frame, the address of its volume as halves, channels last.
// sampled: [frames][CHANNELS * DEPTH][PLANE].
extern "C" __global__ void deform(
    const half_t* mask, const float* bias, const unsigned long long* features, const float* from_points,
    const float* to_points, ENGINE* sampled) {
  __shared__ float way[FLOWS * 3];
  __shared__ float shared_bias[FLOWS];
  int frame = blockIdx.y;
  if (threadIdx.x < FLOWS * 3) {
    int i = (int)threadIdx.x - 3;
    int of = frame * POINTS * 3 + i;
    way[threadIdx.x] = i < 0 ? 0.0f : from_points[of] - to_points[of];
  }
  if (threadIdx.x < FLOWS) shared_bias[threadIdx.x] = bias[threadIdx.x];
  __syncthreads();
  int voxel = blockIdx.x * blockDim.x + threadIdx.x;
  int pixel = voxel % PLANE, layer = voxel / PLANE;
  float logit[FLOWS];
#pragma unroll
  for (int k = 0; k < FLOWS; k++) logit[k] = shared_bias[k];
  for (int tap = 0; tap < TAPS; tap++) {
    int from = layer + tap - TAPS / 2;
    if (from < 0 || from >= DEPTH) continue;
    const unsigned int* part =
        (const unsigned int*)(mask + ((size_t)(frame * DEPTH + from) * PLANE + pixel) * MASK_ROW + tap * FLOWS);
#pragma unroll
    for (int k = 0; k < FLOWS / 2; k++) {
      float2 pair = half2_to_floats(part[k]);
      logit[2 * k] += pair.x;
      logit[2 * k + 1] += pair.y;
    }
  }
  float most = logit[0];
#pragma unroll
  for (int k = 1; k < FLOWS; k++) most = fmaxf(most, logit[k]);
  float total = 0.0f, x = 0.0f, y = 0.0f, z = 0.0f;
#pragma unroll
  for (int k = 0; k < FLOWS; k++) {
    float weight = expf(logit[k] - most);
    total += weight;
    x += weight * way[3 * k];
    y += weight * way[3 * k + 1];
    z += weight * way[3 * k + 2];
  }
  float share = 1.0f / total;
  int column = pixel % SIDE, row = pixel / SIDE;
  Taps at;
  taps(place(column, SIDE) + x * share, place(row, SIDE) + y * share, place(layer, DEPTH) + z * share, at);
  const uint4* feature = (const uint4*)features[frame];
  ENGINE* out = sampled + (size_t)frame * CHANNELS * DEPTH * PLANE + (size_t)layer * PLANE + pixel;
#pragma unroll
  for (int group = 0; group < CHANNELS / 8; group++) {
    float sum[8];
#pragma unroll
    for (int c = 0; c < 8; c++) sum[c] = 0.0f;
#pragma unroll
    for (int i = 0; i < 8; i++) {
      uint4 v = feature[at.offset[i] * (CHANNELS / 8) + group];
      unsigned int words[4] = {v.x, v.y, v.z, v.w};
#pragma unroll
      for (int w = 0; w < 4; w++) {
        float2 pair = half2_to_floats(words[w]);
        sum[2 * w] += pair.x * at.weight[i];
        sum[2 * w + 1] += pair.y * at.weight[i];
      }
    }
#pragma unroll
    for (int c = 0; c < 8; c++) store(out + (size_t)(group * 8 + c) * DEPTH * PLANE, sum[c]);
  }
}
