package dev.vignette.inference.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The texts are ONNX Runtime's own, from a machine whose CUDA libraries or GPU were taken away. */
class OpenFailureTest {
    @Test
    void saysWhichLibraryIsMissing() {
        assertThat(OpenFailure.oneLine("Error code - ORT_FAIL - message: /src/core/session/provider_bridge_ort.cc:1988"
                        + " onnxruntime::Provider& onnxruntime::ProviderLibrary::Get() [ONNXRuntimeError] : 1 : FAIL : Failed to"
                        + " load library /lib/libonnxruntime_providers_cuda.so with error: libcublas.so.12: cannot open shared"
                        + " object file: No such file or directory\n"))
                .isEqualTo(
                        "Failed to load library /lib/libonnxruntime_providers_cuda.so with error: libcublas.so.12: cannot"
                                + " open shared object file: No such file or directory");
    }

    @Test
    void keepsTheMachinesNameToItself() {
        assertThat(OpenFailure.oneLine(
                        "Error code - ORT_FAIL - message: /src/cuda/cuda_execution_provider_info.cc:62 static"
                                + " onnxruntime::CUDAExecutionProviderInfo onnxruntime::CUDAExecutionProviderInfo::FromProviderOptions("
                                + "const onnxruntime::ProviderOptions&) [ONNXRuntimeError] : 1 : FAIL : provider_options_utils.h:187"
                                + " Parse Failed to parse provider option \"device_id\": CUDA failure 100: no CUDA-capable device is"
                                + " detected ; GPU=-1 ; hostname=vm ; file=/src/cuda_execution_provider_info.cc ; line=69 ;"
                                + " expr=cudaGetDeviceCount(&num_devices); \n"))
                .isEqualTo(
                        "Parse Failed to parse provider option \"device_id\": CUDA failure 100: no CUDA-capable device is"
                                + " detected");
    }

    @Test
    void saysThatCudnnIsMissing() {
        assertThat(
                        OpenFailure.oneLine(
                                "Error code - ORT_NOT_IMPLEMENTED - message: Non-zero status code returned while running"
                                        + " Conv node. Name:'node_2' Status Message: /src/core/providers/cuda/cuda_kernel.h:272 static"
                                        + " cudnnContext* onnxruntime::cuda::CudaKernel::RequireCudnnHandle(cudnnHandle_t) [ONNXRuntimeError] :"
                                        + " 9 : NOT_IMPLEMENTED : cuDNN is unavailable or disabled for CUDA Execution Provider: dlopen failed"
                                        + " for libcudnn.so: libcudnn.so: cannot open shared object file: No such file or directory"))
                .endsWith(
                        "Status Message: cuDNN is unavailable or disabled for CUDA Execution Provider: dlopen failed for"
                                + " libcudnn.so: libcudnn.so: cannot open shared object file: No such file or directory");
    }
}
