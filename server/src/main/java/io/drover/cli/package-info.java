/// The commands with which an operator looks at jobs: clients of the public API, which know nothing
/// of the server's other packages.
@NullMarked
package io.drover.cli;

import org.jspecify.annotations.NullMarked;
