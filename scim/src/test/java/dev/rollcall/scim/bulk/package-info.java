@NullMarked
package dev.rollcall.scim.bulk;

import org.jspecify.annotations.NullMarked;
