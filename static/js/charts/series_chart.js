/* series: drawn from any table on the page whose first column names the places (th scope=row,
   perhaps data-short-label) and whose headed columns with data-series are drawn (td data-value).
   data-kind is line or bar; data-percent makes shares of it. Told apart by dash, point and filling,
   never by colour alone; each mark says what its cell says and leads where its cell leads. */
(() => {
  "use strict";
  const { colour, draw, font, motion, valuesAtMarks } = window.chartTheme;
  const DASHES = [[], [7, 4], [2, 4], [9, 3, 2, 3]];
  const POINTS = ["circle", "rectRot", "triangle", "rect"];
  const FEW = 8; /* places whose values are written out */

  const text = cell => cell.textContent.trim().replace(/\s+/g, " ");

  const read = table => {
    const rows = [...table.tBodies[0].rows];
    const columns = [...table.tHead.rows[0].cells]
      .map((head, at) => ({ at, label: text(head), drawn: "series" in head.dataset }))
      .filter(column => column.drawn);
    return {
      labels: rows.map(row => row.cells[0].dataset.shortLabel || text(row.cells[0])),
      series: columns.map(column => ({
        label: column.label,
        cells: rows.map(row => row.cells[column.at]),
        data: rows.map(row =>
          row.cells[column.at].dataset.value ? Number(row.cells[column.at].dataset.value) : null,
        ),
      })),
    };
  };

  /* What stands at a mark: the number, or of a share the percentage. */
  const saidBy = (series, percent, kind) => (at, place) => {
    const cell = series[at].cells[place];
    const value = series[at].data[place];
    if (value === null) return { hidden: !["", "–"].includes(text(cell)) };
    if (series[at].cells.length > FEW) return null;
    const lang = document.documentElement.lang;
    const said =
      percent === undefined
        ? value.toLocaleString(lang, { maximumFractionDigits: 1 })
        : text(cell).replace(/%.*/, "%");
    const others = series.map(one => one.data[place]);
    const first = others.indexOf(value);
    if (kind === "line" && first < at) return null;
    return { text: said, below: kind === "line" && value < Math.max(...others) };
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
    const bar = at => ({
      borderColor: ink,
      borderWidth: at ? 1.5 : 0,
      maxBarThickness: 36,
      backgroundColor: at ? sheet : accent,
    });
    const cell = item => series[item.datasetIndex].cells[item.dataIndex ?? item.index];
    const leads = (event, found) => (found.length ? cell(found[0]).querySelector("a[href]") : null);
    /* Where places stand closer than their names are long, the words go below each other. */
    const inLines = function (value) {
      const name = this.getLabelForValue(value);
      if (labels.length > FEW && value % (labels.length - 1)) return "";
      const tight = this.chart.width / (labels.length + 1) < name.length * font().size * 0.6;
      return tight ? name.split(/ (?=\S+ \S+$)/) : name;
    };
    return {
      type: kind,
      data: {
        labels,
        datasets: series.map(({ label, data }, at) => ({
          label,
          data,
          ...(kind === "line" ? line(at) : bar(at)),
        })),
      },
      plugins: [valuesAtMarks(saidBy(series, percent, kind), ink)],
      options: {
        responsive: true,
        maintainAspectRatio: false,
        animation: motion(),
        locale: document.documentElement.lang,
        interaction: { mode: "nearest", intersect: kind !== "line" },
        layout: { padding: { top: 22, right: 12, left: 4 } },
        onClick: (event, found) => {
          const link = leads(event, found);
          if (link) link.click();
        },
        onHover: (event, found) => {
          event.native.target.style.cursor = leads(event, found) ? "pointer" : "";
        },
        scales: {
          x: {
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
            display: false,
            beginAtZero: !most,
            min: least && Number(least),
            max: top,
          },
        },
        plugins: {
          legend: {
            display: kind === "line" && series.length > 1,
            position: "bottom",
            align: "start",
            labels: { color: ink, font: font(), usePointStyle: true, boxWidth: 10, padding: 13 },
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
              label: item =>
                series.length > 1 ? `${item.dataset.label}: ${text(cell(item))}` : text(cell(item)),
            },
          },
        },
      },
    };
  };

  window.charts.series = figure => draw(figure, () => settings(figure));
})();
