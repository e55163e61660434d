package io.drover.registry;

import io.drover.store.EachDatabase;

class ThingsTest extends EachDatabase implements ThingsStoreContract {}
