@NullMarked
package dev.rollcall.scim.profile;

import org.jspecify.annotations.NullMarked;
