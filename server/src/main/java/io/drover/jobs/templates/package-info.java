/// Templates of jobs: those that operators keep, those that come with the server, and jobs that are
/// made from either.
@NullMarked
package io.drover.jobs.templates;

import org.jspecify.annotations.NullMarked;
