/// Load generators and benchmarks. Every figure stands beside a limit measured in the same run on
/// the same machine.
@NullMarked
package io.drover.bench;

import org.jspecify.annotations.NullMarked;
