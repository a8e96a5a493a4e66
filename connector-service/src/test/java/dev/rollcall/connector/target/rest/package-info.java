/// Tests of the package of the same name.
@NullMarked
package dev.rollcall.connector.target.rest;

import org.jspecify.annotations.NullMarked;
