/// The benchmark driver's command line: what to run, against which platform, how long. It sees the
/// platform's public interfaces only.
@NullMarked
package dev.rollcall.bench;

import org.jspecify.annotations.NullMarked;
