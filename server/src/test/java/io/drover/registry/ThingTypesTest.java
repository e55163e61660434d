package io.drover.registry;

import io.drover.store.EachDatabase;

class ThingTypesTest extends EachDatabase implements ThingTypesStoreContract {}
