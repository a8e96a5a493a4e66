/// Two small real apps that a connector can serve: one by SCIM, one by signed webhooks.
@NullMarked
package dev.rollcall.standalone.demoapp;

import org.jspecify.annotations.NullMarked;
