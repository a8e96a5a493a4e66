/// The example of docs/writing-a-connector.md: a connector for a badge system, as somebody outside
/// this project writes it.
@NullMarked
package com.example.badge;

import org.jspecify.annotations.NullMarked;
