/// The operations on certificates, policies and their attachments, one class each.
@NullMarked
package io.drover.api.identity;

import org.jspecify.annotations.NullMarked;
