/// What tests put before LDAP directories. A module that uses it depends on `unboundid-ldapsdk`
/// itself.
@NullMarked
package dev.rollcall.testkit.ldap;

import org.jspecify.annotations.NullMarked;
