/// Operations that do nothing but remember what they were asked.
@NullMarked
package io.drover.api.http.fake;

import org.jspecify.annotations.NullMarked;
