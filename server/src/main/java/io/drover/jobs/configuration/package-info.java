/// What operators ask of jobs and of their templates: immutable values that refuse what cannot be
/// had, and rules over them that know neither a clock nor a store.
@NullMarked
package io.drover.jobs.configuration;

import org.jspecify.annotations.NullMarked;
