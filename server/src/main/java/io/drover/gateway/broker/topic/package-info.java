/// Topic filters, and finding those that match a topic.
@NullMarked
package io.drover.gateway.broker.topic;

import org.jspecify.annotations.NullMarked;
