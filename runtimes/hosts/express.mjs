import express from 'express'
import { serveExpress } from './serve-express.mjs'

serveExpress(express)
