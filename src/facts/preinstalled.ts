import type { Fact } from "./fact";

/** A Python package that the platform's image holds for apps that are installed with pip. */
export interface Preinstalled {
  readonly version: string;
  /** The modules that programs import from it. */
  readonly modules: readonly string[];
  /** The programs that it puts into the path. */
  readonly commands?: readonly string[];
  /** Packages that bring it along; those of this table, and well-known ones of the same maker. */
  readonly broughtBy?: readonly string[];
}

/**
 * By name. Neither uv projects have them, nor do apps that were created with horizontal scaling; apps that were
 * converted to it do.
 */
export const PREINSTALLED: Fact<Readonly<Record<string, Preinstalled>>> = {
  value: {
    dash: {
      version: "2.18.1",
      modules: ["dash"],
      broughtBy: ["dash-ag-grid", "dash-bootstrap-components", "dash-mantine-components", "plotly-resampler"],
    },
    "dash-ag-grid": { version: "31.2.0", modules: ["dash_ag_grid"] },
    "dash-bootstrap-components": { version: "1.6.0", modules: ["dash_bootstrap_components"] },
    "dash-mantine-components": { version: "0.14.4", modules: ["dash_mantine_components"] },
    "databricks-sdk": {
      version: "0.33.0",
      modules: ["databricks.sdk"],
      broughtBy: ["mlflow", "mlflow-skinny", "databricks-connect", "databricks-agents", "databricks-langchain"],
    },
    "databricks-sql-connector": { version: "3.4.0", modules: ["databricks.sql"] },
    fastapi: { version: "0.115.0", modules: ["fastapi"], commands: ["fastapi"], broughtBy: ["gradio"] },
    flask: { version: "3.0.3", modules: ["flask"], commands: ["flask"], broughtBy: ["dash"] },
    gradio: {
      version: "4.44.0",
      modules: ["gradio"],
      commands: ["gradio"],
    },
    gunicorn: { version: "23.0.0", modules: ["gunicorn"], commands: ["gunicorn"] },
    "huggingface-hub": {
      version: "0.35.3",
      modules: ["huggingface_hub"],
      broughtBy: ["gradio", "transformers", "datasets"],
    },
    "mlflow-skinny": {
      version: "2.16.2",
      modules: ["mlflow"],
      broughtBy: ["mlflow", "databricks-agents", "databricks-langchain"],
    },
    plotly: { version: "5.24.1", modules: ["plotly"], broughtBy: ["dash", "plotly-resampler"] },
    "plotly-resampler": { version: "0.10.0", modules: ["plotly_resampler"] },
    shiny: { version: "1.1.0", modules: ["shiny"], commands: ["shiny"] },
    streamlit: { version: "1.38.0", modules: ["streamlit"], commands: ["streamlit"] },
    uvicorn: { version: "0.30.6", modules: ["uvicorn"], commands: ["uvicorn"], broughtBy: ["gradio", "shiny"] },
  },
  source: "https://docs.databricks.com/aws/en/dev-tools/databricks-apps/dependencies",
  asOf: "2026-11-21",
};
