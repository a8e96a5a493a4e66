/// The crash loop: a run of the whole platform under faults from one seed, and what it must have
/// kept. The judge is in `core`; the rooms beside it touch the world.
@NullMarked
package dev.rollcall.e2e.crash;

import org.jspecify.annotations.NullMarked;
