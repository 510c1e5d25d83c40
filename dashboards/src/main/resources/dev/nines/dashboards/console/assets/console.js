// The console works without this file. With it: theme, pause, charts with a cursor.
(function () {
  "use strict";
  var root = document.documentElement;
  var paused = false;
  var charts = [];

  function dark() {
    return root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function colour(name) {
    return getComputedStyle(root).getPropertyValue(name).trim();
  }

  function draw(figure) {
    var data = JSON.parse(figure.dataset.chart);
    var names = JSON.parse(figure.dataset.series);
    var colours = ["--chart-1", "--chart-2", "--chart-3"].map(colour);
    var axis = {
      stroke: colour("--muted"),
      grid: { stroke: colour("--line"), width: 1 },
      ticks: { show: false },
      font: "12px system-ui, sans-serif"
    };
    var width = figure.clientWidth;
    var chart = new uPlot(
      {
        width: width,
        height: 220,
        tzDate: function (seconds) { return uPlot.tzDate(new Date(seconds * 1e3), "UTC"); },
        scales: { y: { range: function (u, low, high) { return [0, Math.max(high * 1.1, 1)]; } } },
        axes: [
          Object.assign({ values: "{HH}:{mm}" }, axis),
          Object.assign({ size: 64, values: function (u, values) { return values.map(function (v) { return v + " ms"; }); } }, axis)
        ],
        series: [{ value: "{HH}:{mm} UTC" }].concat(
          names.map(function (name, i) {
            return {
              label: name,
              stroke: colours[i],
              width: 2,
              dash: i === 0 ? [] : i === 1 ? [6, 3] : [2, 3],
              points: { size: 5, fill: colours[i] },
              value: function (u, v) { return v === null ? "–" : v.toFixed(1) + " ms"; }
            };
          })
        )
      },
      data,
      figure
    );
    charts.push({ figure: figure, chart: chart });
  }

  function drawAll(within) {
    charts = charts.filter(function (each) { return each.figure.isConnected; });
    within.querySelectorAll("[data-chart]").forEach(function (figure) {
      if (!figure.querySelector(".uplot")) {
        draw(figure);
      }
    });
  }

  function redraw() {
    charts.forEach(function (each) { each.chart.destroy(); });
    charts = [];
    drawAll(document);
  }

  function announce(button, text) {
    button.querySelector("[data-text]").textContent = text;
  }

  document.querySelectorAll("[data-theme-toggle]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      root.dataset.theme = dark() ? "light" : "dark";
      try { localStorage.setItem("nines-theme", root.dataset.theme); } catch (e) { /* not kept */ }
      redraw();
    });
  });

  document.querySelectorAll("[data-pause]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      paused = !paused;
      button.setAttribute("aria-pressed", String(paused));
      announce(button, paused ? "Paused" : "Live");
    });
  });

  // A refresh must not undo what the reader does: it waits while paused, hidden or being read closely.
  document.addEventListener("htmx:beforeRequest", function (event) {
    var live = event.detail.elt.id === "live";
    if (live && (paused || document.hidden || document.querySelector("#live details[open]"))) {
      event.preventDefault();
    }
  });
  document.addEventListener("htmx:sendError", function () { root.classList.add("stale"); });
  document.addEventListener("htmx:responseError", function () { root.classList.add("stale"); });
  document.addEventListener("htmx:afterOnLoad", function () { root.classList.remove("stale"); });
  document.addEventListener("htmx:afterSettle", function () { drawAll(document); });

  var resizing;
  addEventListener("resize", function () {
    clearTimeout(resizing);
    resizing = setTimeout(function () {
      charts.forEach(function (each) {
        each.chart.setSize({ width: each.figure.clientWidth, height: 220 });
      });
    }, 100);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  drawAll(document);
})();
