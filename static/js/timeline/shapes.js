// The shape of each category, the same as on every page, centred on nothing; 12 px wide.
export const SHAPES = {
  incident: "M0-6 6 0 0 6-6 0Z",
  law: "M-6-2.5H6V2.5H-6Z",
  policy: "M0-5.5 6 5H-6Z",
  organization: "M0-5.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Zm0 2.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z",
  recognised: "M0-5.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Z",
  market: "M-3-5.2H3L6 0 3 5.2H-3L-6 0Zm1.2 2L-3.7 0l1.9 3.2h3.6L3.7 0 1.8-3.2Z",
  offering: "M-4-4H4V4H-4Z",
};

export const shapeOf = (event) => SHAPES[event.kind === "organization-recognised" ? "recognised" : event.category];
