package io.drover.shadow;

import io.drover.store.EachDatabase;

class ShadowsTest extends EachDatabase implements ShadowsContract {}
