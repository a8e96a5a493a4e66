package dev.rollcall.projection;

import dev.rollcall.testkit.WallsAroundCore;

class WallsTest implements WallsAroundCore {
  @Override
  public String root() {
    return "dev.rollcall.projection";
  }
}
