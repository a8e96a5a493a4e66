/// Tests of this package.
@NullMarked
package dev.rollcall.connector.target.ldap;

import org.jspecify.annotations.NullMarked;
