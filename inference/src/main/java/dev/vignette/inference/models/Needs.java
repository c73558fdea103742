package dev.vignette.inference.models;

/**
 * What a machine has to have for a model to be of use on it.
 *
 * @param memoryMegabytes main memory of the machine
 * @param cores processors
 * @param gpuMegabytes memory of an NVIDIA GPU; 0 if none is needed
 */
public record Needs(int memoryMegabytes, int cores, int gpuMegabytes) {
    public boolean metBy(Machine machine) {
        return machine.memoryMegabytes() >= memoryMegabytes
                && machine.cores() >= cores
                && machine.gpuMegabytes() >= gpuMegabytes;
    }
}
