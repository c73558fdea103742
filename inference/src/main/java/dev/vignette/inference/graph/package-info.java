/**
 * The ONNX file format: {@link dev.vignette.inference.graph.GraphBuilder} writes networks (stand-ins and what tests need),
 * {@link dev.vignette.inference.graph.OnnxFile} reads, describes and stores files. The classes of the format itself are
 * {@code ai.onnx.proto.OnnxMl}.
 *
 * @see <a href="https://onnx.ai/onnx/repo-docs/IR.html">Open Neural Network Exchange, intermediate representation</a>
 */
@NullMarked
package dev.vignette.inference.graph;

import org.jspecify.annotations.NullMarked;
