/// How a feature's news reaches a topic.
@NullMarked
package io.drover.messaging;

import org.jspecify.annotations.NullMarked;
