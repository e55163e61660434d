package io.drover.events;

import io.drover.store.EachDatabase;

class EventConfigurationsTest extends EachDatabase implements EventConfigurationsStoreContract {}
