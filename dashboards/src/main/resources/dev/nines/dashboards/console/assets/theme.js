// Before the first paint: the theme that was chosen here last, if any.
(function () {
  try {
    var theme = localStorage.getItem("nines-theme");
    if (theme === "light" || theme === "dark") {
      document.documentElement.dataset.theme = theme;
    }
  } catch (e) {
    // Storage is blocked: the system's preference stands.
  }
  document.documentElement.classList.add("js");
})();
