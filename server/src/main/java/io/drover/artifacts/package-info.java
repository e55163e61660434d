/// Objects that jobs and devices need: job documents, firmware, and the URLs that let a device
/// fetch them. They lie in the embedded S3, or in any other one.
@NullMarked
package io.drover.artifacts;

import org.jspecify.annotations.NullMarked;
