/// Who a device is (principal, certificate) and what it may do (policy).
@NullMarked
package io.drover.identity;

import org.jspecify.annotations.NullMarked;
