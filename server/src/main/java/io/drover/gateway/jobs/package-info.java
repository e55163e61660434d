/// How devices reach jobs over MQTT: their requests and the answers, and the news of what is
/// pending.
@NullMarked
package io.drover.gateway.jobs;

import org.jspecify.annotations.NullMarked;
