/// Objects that jobs and devices need: job documents, firmware, and the URLs that let a device
/// fetch them.
@NullMarked
package io.drover.artifacts;

import org.jspecify.annotations.NullMarked;
