// Half precision for kernels that are compiled at run time, without CUDA's own headers (which a machine with only the driver
// and NVRTC lacks). A half is its 16 bits; arithmetic is done in float. PTX ISA, "cvt", "fma".
#pragma once

typedef unsigned short half_t;

__device__ __forceinline__ float half_to_float(half_t bits) {
  float value;
  asm("cvt.f32.f16 %0, %1;" : "=f"(value) : "h"(bits));
  return value;
}

// Rounds to the nearest, ties to even.
__device__ __forceinline__ half_t float_to_half(float value) {
  half_t bits;
  asm("cvt.rn.f16.f32 %0, %1;" : "=h"(bits) : "f"(value));
  return bits;
}

// Two halves in one register, the first in the low bits.
__device__ __forceinline__ unsigned int floats_to_half2(float low, float high) {
  unsigned int bits;
  asm("{ .reg .f16 a, b; cvt.rn.f16.f32 a, %1; cvt.rn.f16.f32 b, %2; mov.b32 %0, {a, b}; }" : "=r"(bits) : "f"(low), "f"(high));
  return bits;
}

__device__ __forceinline__ float2 half2_to_floats(unsigned int bits) {
  float2 values;
  asm("{ .reg .f16 a, b; mov.b32 {a, b}, %2; cvt.f32.f16 %0, a; cvt.f32.f16 %1, b; }"
      : "=f"(values.x), "=f"(values.y)
      : "r"(bits));
  return values;
}

__device__ __forceinline__ float load(const float* from) { return *from; }
__device__ __forceinline__ float load(const half_t* from) { return half_to_float(*from); }
__device__ __forceinline__ void store(float* to, float value) { *to = value; }
__device__ __forceinline__ void store(half_t* to, float value) { *to = float_to_half(value); }
