/// The platform's configuration files, changed while it runs and given back as they were.
@NullMarked
package dev.rollcall.bench.files;

import org.jspecify.annotations.NullMarked;
