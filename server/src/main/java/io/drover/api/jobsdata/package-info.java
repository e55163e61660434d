/// The operations with which devices reach their jobs over HTTP.
@NullMarked
package io.drover.api.jobsdata;

import org.jspecify.annotations.NullMarked;
