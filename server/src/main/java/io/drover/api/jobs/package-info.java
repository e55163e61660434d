/// The operations of the control plane on jobs and their executions.
@NullMarked
package io.drover.api.jobs;

import org.jspecify.annotations.NullMarked;
