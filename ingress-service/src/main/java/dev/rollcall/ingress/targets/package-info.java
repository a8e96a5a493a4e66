/// Targets that administrators record: their secrets are sealed here, before anything is appended,
/// and who knows the apps is asked whether a configuration can be used.
@NullMarked
package dev.rollcall.ingress.targets;

import org.jspecify.annotations.NullMarked;
