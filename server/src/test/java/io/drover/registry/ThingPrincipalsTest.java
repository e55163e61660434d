package io.drover.registry;

import io.drover.store.EachDatabase;

class ThingPrincipalsTest extends EachDatabase implements ThingPrincipalsStoreContract {}
