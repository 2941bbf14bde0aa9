/* readings: a line drawn from the table on the page (rows with th[data-at] and td[data-value]),
   with what it was before and the goal as dashed lines. Told apart by dash and label, not by colour
   alone; the table stays for those who would rather read it. */
(() => {
  "use strict";
  const { colour, draw, motion } = window.chartTheme;

  const read = table =>
    [...table.tBodies[0].rows]
      .map(row => ({
        at: Date.parse(row.querySelector("[data-at]").dataset.at),
        label: row.querySelector("[data-at]").textContent.trim(),
        value: Number(row.querySelector("[data-value]").dataset.value),
      }))
      .filter(point => Number.isFinite(point.at) && Number.isFinite(point.value))
      .sort((a, b) => a.at - b.at);

  const settings = figure => {
    const points = read(document.getElementById(figure.dataset.table));
    const ink = colour("--ink"),
      soft = colour("--ink-soft"),
      rule = colour("--rule"),
      accent = colour("--accent-strong"),
      sheet = colour("--sheet");
    const span = [
      Math.min(...points.map(point => point.at)),
      Math.max(...points.map(point => point.at)),
    ];
    if (span[0] === span[1]) span[1] += 864e5;
    const values = [
      ...points.map(point => point.value),
      ...["baseline", "target"]
        .filter(name => figure.dataset[name])
        .map(name => Number(figure.dataset[name])),
    ];
    const [lowest, highest] = [Math.min(...values), Math.max(...values)];
    /* Counts near nought stand on nought: room below it would tell of numbers that cannot be. */
    const floor = lowest >= 0 && lowest <= (highest - lowest) / 4 ? 0 : undefined;
    const level = (value, label, borderDash) => ({
      label: `${label} ${Number(value).toLocaleString(document.documentElement.lang)}`,
      data: span.map(x => ({ x, y: Number(value) })),
      borderColor: soft,
      borderWidth: 1.75,
      borderDash,
      pointRadius: 0,
      pointHitRadius: 0,
    });
    const datasets = [
      {
        label: figure.dataset.unit || figure.querySelector("figcaption").textContent,
        data: points.map(point => ({ x: point.at, y: point.value })),
        borderColor: accent,
        backgroundColor: sheet,
        borderWidth: 2.5,
        pointRadius: 4.5,
        pointHoverRadius: 6,
        pointBorderWidth: 2.5,
        tension: 0,
        clip: 10,
      },
    ];
    if (figure.dataset.baseline)
      datasets.push(level(figure.dataset.baseline, figure.dataset.baselineLabel, [2, 4]));
    if (figure.dataset.target)
      datasets.push(level(figure.dataset.target, figure.dataset.targetLabel, [7, 4]));
    const font = window.chartTheme.font();
    const day = value =>
      new Intl.DateTimeFormat(document.documentElement.lang, {
        day: "numeric",
        month: "short",
      }).format(value);
    return {
      type: "line",
      data: { datasets },
      options: {
        responsive: true,
        maintainAspectRatio: false,
        animation: motion(),
        locale: document.documentElement.lang,
        interaction: { mode: "nearest", intersect: false },
        layout: { padding: { top: 6, right: 12, left: 4 } },
        scales: {
          x: {
            type: "linear",
            min: span[0],
            max: span[1],
            grid: { display: false },
            border: { color: rule },
            afterBuildTicks: axis => {
              axis.ticks = points.map(point => ({ value: point.at }));
            },
            ticks: {
              color: soft,
              font,
              callback: day,
              maxRotation: 0,
              autoSkip: true,
              autoSkipPadding: 16,
            },
          },
          y: {
            grace: "12%",
            min: floor,
            grid: { color: rule },
            border: { display: false },
            ticks: { color: soft, font, maxTicksLimit: 6 },
          },
        },
        plugins: {
          legend: {
            position: "bottom",
            align: "start",
            labels: {
              color: ink,
              font,
              usePointStyle: false,
              boxWidth: 36,
              boxHeight: 0,
              padding: 16,
            },
          },
          tooltip: {
            backgroundColor: ink,
            titleColor: sheet,
            bodyColor: sheet,
            titleFont: font,
            bodyFont: font,
            padding: 10,
            displayColors: false,
            filter: item => item.datasetIndex === 0,
            callbacks: { title: items => (items[0] ? day(items[0].parsed.x) : "") },
          },
        },
      },
    };
  };

  window.charts.readings = figure => {
    if (read(document.getElementById(figure.dataset.table)).length < 2) return;
    draw(figure, () => settings(figure));
  };
})();
