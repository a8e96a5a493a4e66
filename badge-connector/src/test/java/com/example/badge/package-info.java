/// Tests of the package of the same name.
@NullMarked
package com.example.badge;

import org.jspecify.annotations.NullMarked;
