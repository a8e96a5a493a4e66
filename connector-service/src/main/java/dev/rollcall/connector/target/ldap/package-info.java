/// LDAP directories: entries below two bases, membership by DN. What is read of an entry of the
/// targets file, what is asked of the server and what its result codes mean belong here, and no
/// decision on what to do next.
@NullMarked
package dev.rollcall.connector.target.ldap;

import org.jspecify.annotations.NullMarked;
