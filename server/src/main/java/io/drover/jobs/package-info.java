/// Jobs and their executions: creation, rollout, what devices do with them, cancellation and
/// deletion.
@NullMarked
package io.drover.jobs;

import org.jspecify.annotations.NullMarked;
