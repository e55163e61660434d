/// The article's update, done with real clients against a server started as its users start it: the
/// AWS SDK for Java as the operator, the AWS IoT device SDK as the devices.
@NullMarked
package io.drover.acceptance;

import org.jspecify.annotations.NullMarked;
