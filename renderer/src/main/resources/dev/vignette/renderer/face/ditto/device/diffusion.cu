// From what the motion network predicts in both passes to the next step of DDIM (Song et al. 2021, equation 12). Plain Java of the
// same arithmetic: GuidedStep.

// A number of a window for each thread; windows along y. passes: [2·windows][numbers], for each window the prediction with condition,
// then the one without. x: [2·windows][numbers], both of a window the same: read from the first, written to both. fresh:
// [windows][numbers] of noise. The last step has rootNext 1 and direction and sigma 0. time: becomes that of the next step.
extern "C" __global__ void guided_step(
    const float* passes, float* x, const float* fresh, int numbers, float weight, float of_input, float of_start,
    float root_next, float direction, float sigma, long long* time, long long next_time) {
  if (blockIdx.x == 0 && blockIdx.y == 0 && threadIdx.x == 0) *time = next_time;
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= numbers) return;
  long long first = (long long)blockIdx.y * 2 * numbers + i;
  float without = passes[first + numbers];
  float start = without + (passes[first] - without) * weight;
  float noise = of_input * x[first] + of_start * start;
  float next = root_next * start + direction * noise + sigma * fresh[(long long)blockIdx.y * numbers + i];
  x[first] = next;
  x[first + numbers] = next;
}
