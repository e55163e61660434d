package io.drover.gateway.retained;

import io.drover.store.EachDatabase;

class RetainedMessagesTest extends EachDatabase implements RetainedMessagesContract {}
