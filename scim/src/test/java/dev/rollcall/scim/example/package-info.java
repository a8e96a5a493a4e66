/// The library as another program uses it; scim/README.md shows these files, and a test compares.
@NullMarked
package dev.rollcall.scim.example;

import org.jspecify.annotations.NullMarked;
