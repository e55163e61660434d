/// Names of resources as the contract spells them.
@NullMarked
package io.drover.arn;

import org.jspecify.annotations.NullMarked;
