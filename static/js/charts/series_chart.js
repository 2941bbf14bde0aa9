/* series-chart on a .chart: drawn from any table on the page whose first column names the
   places (th scope=row, perhaps data-short-label) and whose headed columns with data-series
   are the series (td data-value). data-kind is line, bar or stacked; data-percent makes shares
   of it. Told apart by dash, point and pattern, never by colour alone; each mark says what its
   cell says and leads where its cell leads. */
(() => {
  "use strict";
  const { colour, draw, font, pattern, motion } = window.chartTheme;
  const DASHES = [[], [7, 4], [2, 4], [9, 3, 2, 3]];
  const POINTS = ["circle", "rectRot", "triangle", "rect"];

  const read = table => {
    const heads = [...table.tHead.rows[0].cells];
    const columns = heads
      .map((head, at) => ({ at, label: head.textContent.trim(), drawn: "series" in head.dataset }))
      .filter(column => column.drawn);
    const rows = [...table.tBodies[0].rows].filter(row =>
      columns.some(column => row.cells[column.at]?.dataset.value),
    );
    return {
      labels: rows.map(row => row.cells[0].dataset.shortLabel || row.cells[0].textContent.trim()),
      series: columns.map(column => ({
        label: column.label,
        cells: rows.map(row => row.cells[column.at]),
        data: rows.map(row =>
          row.cells[column.at]?.dataset.value ? Number(row.cells[column.at].dataset.value) : null,
        ),
      })),
    };
  };

  const settings = figure => {
    const { labels, series } = read(document.getElementById(figure.dataset.table));
    const { kind = "line", percent, least, most } = figure.dataset;
    const whole = percent === undefined ? undefined : 1;
    const top = most ? Number(most) : whole;
    const ink = colour("--ink"),
      soft = colour("--ink-soft"),
      rule = colour("--rule"),
      accent = colour("--accent-strong"),
      sheet = colour("--sheet");
    const line = at => ({
      borderColor: at ? ink : accent,
      backgroundColor: sheet,
      borderWidth: 2.5,
      borderDash: DASHES[at % 4],
      pointStyle: POINTS[at % 4],
      pointRadius: 5,
      pointHoverRadius: 7,
      pointBorderWidth: 2.5,
      tension: 0,
      spanGaps: false,
      clip: 10,
    });
    const solid = kind === "bar" && series.length < 3;
    const bar = at => ({
      borderColor: ink,
      borderWidth: 1.25,
      maxBarThickness: 44,
      backgroundColor: solid && !at ? accent : pattern(solid ? at - 1 : at, ink, sheet),
    });
    const write = value =>
      value.toLocaleString(
        document.documentElement.lang,
        percent === undefined ? {} : { style: "percent" },
      );
    const cell = item => series[item.datasetIndex].cells[item.dataIndex ?? item.index];
    const leads = (event, found) => (found.length ? cell(found[0]).querySelector("a[href]") : null);
    const stacked = kind === "stacked";
    /* Where places stand closer than their names are long, the last word goes below. */
    const inLines = function (value) {
      const name = this.getLabelForValue(value);
      return this.chart.width / (labels.length + 1) < name.length * font().size * 0.6
        ? name.split(/ (?=\S+$)/)
        : name;
    };
    return {
      type: kind === "line" ? "line" : "bar",
      data: {
        labels,
        datasets: series.map(({ label, data }, at) => ({
          label,
          data,
          ...(kind === "line" ? line(at) : bar(at)),
        })),
      },
      options: {
        responsive: true,
        maintainAspectRatio: false,
        animation: motion(),
        locale: document.documentElement.lang,
        interaction: { mode: "nearest", intersect: kind !== "line" },
        layout: { padding: { top: 8, right: 12, left: 4 } },
        onClick: (event, found) => {
          const link = leads(event, found);
          if (link) link.click();
        },
        onHover: (event, found) => {
          event.native.target.style.cursor = leads(event, found) ? "pointer" : "";
        },
        scales: {
          x: {
            stacked,
            grid: { display: false },
            border: { color: rule },
            ticks: {
              color: soft,
              font: font(),
              maxRotation: 0,
              autoSkip: false,
              callback: inLines,
            },
          },
          y: {
            stacked,
            beginAtZero: !most,
            min: least && Number(least),
            max: top,
            grid: { color: rule },
            border: { display: false },
            ticks: {
              color: soft,
              font: font(),
              maxTicksLimit: 5,
              precision: percent === undefined ? 0 : undefined,
              callback: write,
            },
          },
        },
        plugins: {
          legend: {
            display: series.length > 1,
            position: "bottom",
            align: "start",
            labels: {
              color: ink,
              font: font(),
              usePointStyle: kind === "line",
              boxWidth: kind === "line" ? 10 : font().size + 3,
              boxHeight: kind === "line" ? 8 : font().size - 1,
              padding: font().size,
            },
          },
          tooltip: {
            backgroundColor: ink,
            titleColor: sheet,
            bodyColor: sheet,
            titleFont: font(),
            bodyFont: font(),
            padding: 10,
            displayColors: false,
            callbacks: {
              label: item => {
                const text = cell(item).textContent.trim().replace(/\s+/g, " ");
                return series.length > 1 ? `${item.dataset.label}: ${text}` : text;
              },
            },
          },
        },
      },
    };
  };

  behaviour("series-chart", figure => {
    const table = document.getElementById(figure.dataset.table);
    if (!window.Chart || !table || !read(table).series.some(one => one.data.some(Boolean)))
      return; /* nothing to see: the table says so */
    draw(figure, () => settings(figure));
  });
})();
